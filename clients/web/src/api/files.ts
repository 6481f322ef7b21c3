// Files on their way up and down, over the gateway's own paths.
import { Code, ConnectError } from "@connectrpc/connect";
import { errorFromJson } from "@connectrpc/connect/protocol-connect";

// "files/{file}"
export type FileName = string;

// How much of an upload has gone, from 0 to 1.
type OnProgress = (share: number) => void;

function answerOf(request: XMLHttpRequest): unknown {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return undefined;
  }
}

const unavailable = () => new ConnectError("the server could not be reached", Code.Unavailable);

// Takes the file up and gives its name on the server, where it is kept for seven days. Rejects with
// what the server refuses (UPLOAD_TOO_LARGE …), as calls do. fetch tells nobody how far it is.
export function uploadFile(file: File, onProgress?: OnProgress): Promise<FileName> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 1);
    request.onerror = () => reject(unavailable());
    request.onload = () => {
      const answer = answerOf(request);
      if (request.status === 200) resolve((answer as { name: string }).name);
      else if (typeof answer === "object" && answer !== null)
        reject(errorFromJson(answer as Parameters<typeof errorFromJson>[0], undefined, unavailable()));
      else reject(unavailable());
    };
    request.open("POST", `/files?filename=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(file);
  });
}

// Where a link or a click fetches the file from: <a href={downloadHref(name)} download>.
export function downloadHref(name: FileName): string {
  return `/${name}`;
}
