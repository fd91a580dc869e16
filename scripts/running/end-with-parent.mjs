// Loaded into a tool that ends by itself: it ends at once when the process that started it was killed.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 300).unref();
