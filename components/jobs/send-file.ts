import type { StartAnswer } from "./job-view";
import type { ImportWish } from "./use-runs";

/** Sends a file as it is; `fetch` could not say how far it is. */
export function sendFile(keyId: string, wish: ImportWish): Promise<StartAnswer> {
  const { form, file, zero = false, ownerKeys = "none", onSent } = wish;
  const asked = new URLSearchParams({ key: keyId, form, ownerKeys, file: file.name.slice(0, 200) });
  asked.set("zero", zero ? "1" : "0");
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/jobs/import?${asked}`);
    request.setRequestHeader("content-type", "text/csv");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onSent?.(loaded, total);
    request.onload = () => {
      if (request.status === 200) resolve(request.response as StartAnswer);
      else if (request.status === 401) resolve({ ok: false, code: "signed-out" });
      else reject(failed(request));
    };
    request.onerror = () => reject(failed(request));
    request.send(file);
  });
}

function failed({ status }: XMLHttpRequest): Error {
  return new Error(`the file was not taken: ${status}`);
}
