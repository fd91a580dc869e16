// Loaded into the web server: it ends when the process that started it is gone, however that ended.
// The channel stays referenced: `next dev` waits for nothing else while its own child starts.
process.on("disconnect", () => process.exit(0));
