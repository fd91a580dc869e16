// Loaded before the web server. Anybody can write "X-Forwarded-For" into a request, and the framework believes it; rate
// limits must not. This server speaks plain http itself: only a PUBLIC_URL of https says that a proxy stands before it,
// whose word counts. Without one, the address is the connection's own.
import { subscribe } from "node:diagnostics_channel";

const behindProxy = (process.env.PUBLIC_URL ?? "").startsWith("https:");

if (!behindProxy) {
  subscribe("http.server.request.start", ({ request }) => {
    for (const name of Object.keys(request.headers)) {
      if (name === "forwarded" || name.startsWith("x-forwarded-")) delete request.headers[name];
    }
    const address = request.socket.remoteAddress;
    if (address !== undefined) request.headers["x-forwarded-for"] = address;
  });
}
