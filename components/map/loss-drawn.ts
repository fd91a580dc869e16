/** The map draws losses this many times as large, and says so. */
export const LOSS_DRAWN = 5;
