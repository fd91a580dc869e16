/**
 * SHA-256 (FIPS 180-4) where there is no Node. WebCrypto's is asynchronous, and absent outside a secure context; a
 * library's module brings SHA-512 along into what every visitor loads before anything is verified.
 */

/** §4.2.2: the first 32 bits of the fractions of the cube roots of the first 64 primes. */
const K = words(
  "428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc3" +
    "72be5d7480deb1fe9bdc06a7c19bf174e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da" +
    "983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca63511429296727b70a852e1b21384d2c6dfc53380d13" +
    "650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070" +
    "19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3748f82ee78a5636f84c878148cc70208" +
    "90befffaa4506cebbef9a3f7c67178f2",
);
/** §5.3.3. */
const INITIAL = words("6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19");

const BLOCK = 64;
const state = new Int32Array(8);
/** §6.2.2, step 1: the message schedule of one block. */
const schedule = new Int32Array(64);
/** What is left after the last whole block, with its padding: one block or two. */
const tail = new Uint8Array(2 * BLOCK);

/** SHA-256 of `bytes`: a new array of 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const digest = new Uint8Array(32);
  sha256Into(bytes, digest, 0);
  return digest;
}

/** Writes the SHA-256 of `bytes` into `out` from `at` on; `out` may be the very array that is hashed. */
export function sha256Into(bytes: Uint8Array, out: Uint8Array, at: number): void {
  state.set(INITIAL);
  const whole = bytes.length - (bytes.length % BLOCK);
  for (let offset = 0; offset < whole; offset += BLOCK) compress(bytes, offset);
  const padded = pad(bytes, whole);
  for (let offset = 0; offset < padded; offset += BLOCK) compress(tail, offset);
  for (let i = 0; i < 32; i++) out[at + i] = (state[i >> 2] ?? 0) >>> (24 - 8 * (i & 3));
}

/** §5.1.1: a one bit, zeros, and the length in bits as 64 bits. Answers how many bytes of `tail` are blocks. */
function pad(bytes: Uint8Array, whole: number): number {
  const rest = bytes.length - whole;
  const end = rest + 9 <= BLOCK ? BLOCK : 2 * BLOCK;
  tail.fill(0);
  for (let i = 0; i < rest; i++) tail[i] = bytes[whole + i] ?? 0;
  tail[rest] = 0x80;
  for (let i = 1, bits = bytes.length * 8; bits > 0; i++, bits = Math.floor(bits / 256))
    tail[end - i] = bits % 256;
  return end;
}

/** §6.2.2: one block into the state. */
function compress(bytes: Uint8Array, offset: number): void {
  expand(bytes, offset);
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let t = 0; t < 64; t++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + sum1 + ((e & f) ^ (~e & g)) + (K[t] ?? 0) + (schedule[t] ?? 0)) | 0;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  add(0, a);
  add(1, b);
  add(2, c);
  add(3, d);
  add(4, e);
  add(5, f);
  add(6, g);
  add(7, h);
}

function expand(bytes: Uint8Array, offset: number): void {
  for (let t = 0; t < 16; t++) schedule[t] = word(bytes, offset + 4 * t);
  for (let t = 16; t < 64; t++) {
    const w2 = schedule[t - 2] ?? 0;
    const w15 = schedule[t - 15] ?? 0;
    const sigma1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
    const sigma0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
    schedule[t] = sigma1 + (schedule[t - 7] ?? 0) + sigma0 + (schedule[t - 16] ?? 0);
  }
}

function add(register: number, value: number): void {
  state[register] = (state[register] ?? 0) + value;
}

/** §3.2, circular right shift. */
function rotate(x: number, by: number): number {
  return (x >>> by) | (x << (32 - by));
}

function word(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)
  );
}

function words(hex: string): Int32Array {
  return Int32Array.from(hex.match(/.{8}/g) ?? [], (digits) => Number.parseInt(digits, 16));
}
