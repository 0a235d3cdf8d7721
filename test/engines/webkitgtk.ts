import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { asCode, type Engine, type Tab, until, userAgent } from "./tab.ts";

/** WebDriver's name of the key. */
const escapeKey = "\uE00C";

const elementKey = "element-6066-11e4-a52e-4f735466cecf";

/** WebKitGTK's MiniBrowser, by the WebDriver that comes with it, on a display that nobody sees. */
export function webkitGtkEngine(driverPath: string, browserPath: string): Engine {
  return { open: ({ phone }) => openSession(driverPath, browserPath, phone) };
}

async function openSession(driverPath: string, browserPath: string, phone: boolean) {
  const port = await freePort();
  const driver = spawn("xvfb-run", ["-a", driverPath, `--port=${port}`, "--host=127.0.0.1"], {
    stdio: "ignore",
    detached: true,
    // Inside a container there is no second sandbox to be had.
    env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", LIBGL_ALWAYS_SOFTWARE: "1" },
  });
  const send = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const { value } = (await answer.json()) as { value: never };
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
    return value;
  };
  try {
    await until("WebKitWebDriver", () => send("GET", "/status"));
    const { sessionId } = (await send("POST", "/session", {
      capabilities: {
        alwaysMatch: {
          "webkitgtk:browserOptions": {
            binary: browserPath,
            args: ["--automation", ...(phone ? [`--user-agent=${userAgent}`] : [])],
          },
        },
      },
    })) as { sessionId: string };
    const session = (method: string, path: string, body?: object) =>
      send(method, `/session/${sessionId}${path}`, body);
    await session("POST", "/timeouts", { script: 30_000 });
    return {
      tab: tabOf(await session("GET", "/window"), session),
      close: async () => {
        await send("DELETE", `/session/${sessionId}`).catch(() => {});
        await stop(driver);
      },
    };
  } catch (error) {
    await stop(driver);
    throw error;
  }
}

type Session = (method: string, path: string, body?: object) => Promise<never>;

function tabOf(handle: string, session: Session): Tab {
  /** A session looks at one window and one frame at a time. */
  const look = async () => {
    await session("POST", "/window", { handle });
  };
  const find = (selector: string) =>
    session("POST", "/elements", { using: "css selector", value: selector }) as Promise<
      Record<string, string>[]
    >;
  const press = async (selector: string) => {
    const [element] = await until(selector, async () => {
      const found = await find(selector);
      return found.length > 0 && found;
    });
    await session("POST", `/element/${element?.[elementKey]}/click`, {});
  };
  const others = async () =>
    ((await session("GET", "/window/handles")) as string[]).filter((other) => other !== handle);
  return {
    goto: async (url) => {
      await look();
      await session("POST", "/url", { url });
    },
    evaluate: async (work, argument) => {
      await look();
      const script = `const done = arguments[arguments.length - 1];
        Promise.resolve().then(() => ${asCode(work as never, argument)})
          .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = (await session("POST", "/execute/async", { script, args: [] })) as {
        value: never;
        error?: string;
      };
      if (error) throw new Error(error);
      return value;
    },
    click: async (selector) => {
      await look();
      await press(selector);
    },
    clickInWindow: async (selector) => {
      await look();
      await until(`the payment window's ${selector}`, async () => {
        await session("POST", "/frame", { id: null });
        for (const frame of await find("iframe")) {
          await session("POST", "/frame", { id: null });
          // Not whether the driver finds it displayed: to that nothing is in a body with `opacity: 0`, not in the top layer either.
          const script = "return arguments[0].getClientRects().length > 0";
          if (!(await session("POST", "/execute/sync", { script, args: [frame] }))) continue;
          await session("POST", "/frame", { id: frame });
          if ((await find(selector)).length) return true;
        }
        return false;
      });
      await press(selector);
      await session("POST", "/frame", { id: null }).catch(() => {});
    },
    clickAt: async (x, y) => {
      await look();
      const actions = [
        { type: "pointerMove", x: Math.round(x), y: Math.round(y) },
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ];
      await session("POST", "/actions", { actions: [{ type: "pointer", id: "mouse", actions }] });
    },
    pressEscape: async () => {
      await look();
      const actions = ["keyDown", "keyUp"].map((type) => ({ type, value: escapeKey }));
      await session("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
    },
    close: async () => {
      await look();
      await session("DELETE", "/window");
    },
    popup: async () => tabOf(await until("a popup", async () => (await others())[0]), session),
    popups: async () => (await others()).length,
  };
}

async function stop(driver: ChildProcess) {
  if (driver.exitCode !== null || !driver.pid) return;
  const ended = once(driver, "exit");
  // Its display and its browser, too.
  process.kill(-driver.pid, "SIGTERM");
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
