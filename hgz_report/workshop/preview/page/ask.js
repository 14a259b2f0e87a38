// Questions and requests to the preview.  The token comes in the part of the address behind #, which no server is told.
let token = "";

export async function enter() {
  const given = location.hash.slice(1);
  if (given.startsWith("!")) {
    const answer = await fetch("/ticket", {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ ticket: given.slice(1) }),
    });
    token = (await answer.json()).token;
  } else if (given) token = given;
  if (token) sessionStorage.setItem("token", token);
  else token = sessionStorage.getItem("token") || "";
  history.replaceState(null, "", "/");
  return token !== "";
}

const headers = () => ({ "x-token": token });

export async function ask(path, asked = {}) {
  return read(await fetch(`${path}?${new URLSearchParams(asked)}`, { headers: headers() }));
}

export async function act(path, wanted) {
  return read(await fetch(path, {
    method: "POST", headers: { ...headers(), "content-type": "application/json" }, body: JSON.stringify(wanted),
  }));
}

// A Word file, as it is; its name travels beside it.
export async function hand(file) {
  const kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  try {
    return await read(await fetch("/returned/file", {
      method: "POST", headers: { ...headers(), "content-type": kind, "x-name": encodeURIComponent(file.name) }, body: file,
    }));
  } catch { return { problems: [{ what: "文件没有送到", hint: "看看它还在不在、开着没有，再选一次" }] }; }
}

async function read(answer) {
  const text = await answer.text();
  try { return JSON.parse(text); } catch { return { problems: [{ what: text || "预览没有回答", hint: "" }] }; }
}

export const bytes = async (path) => (await fetch(path, { headers: headers() })).arrayBuffer();

// A stream that begins anew when it breaks off; `told` gets each message, `lost` hears whether it is there.
export function listen(address, told, lost) {
  let over = false;
  const stop = new AbortController();
  (async () => {
    while (!over) {
      try {
        const answer = await fetch(address(), { headers: headers(), signal: stop.signal });
        if (!answer.ok) throw new Error(await answer.text());
        lost("");
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        let held = "";
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          held += value;
          const parts = held.split("\n\n");
          held = parts.pop();
          for (const part of parts) if (part.startsWith("data: ")) told(JSON.parse(part.slice(6)), part.length);
        }
      } catch (error) {
        if (over) return;
        lost(error.message.startsWith("没有钥匙") ? error.message : "预览停了，等它再运行");
      }
      await new Promise((resume) => setTimeout(resume, 1000));
    }
  })();
  return () => { over = true; stop.abort(); };
}
