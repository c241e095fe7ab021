// Gives a browser what the desktop window gives the interface: window.go with the bound
// structs, and window.runtime with events. Calls and events go to the program that served
// this page.
(() => {
  "use strict";
  const call = async (name, args) => {
    let response;
    try {
      response = await fetch("/call", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ name, args: args.map((a) => (a === undefined ? null : a)) }),
      });
    } catch {
      throw { code: "unavailable", message: "Greenlight has stopped.", hint: "Start it again and open the new address." };
    }
    const text = await response.text();
    let value = null;
    try {
      value = text === "" ? null : JSON.parse(text);
    } catch {
      throw { code: "internal", message: text };
    }
    if (!response.ok) throw value;
    return value;
  };

  const struct = (ns, name) =>
    new Proxy({}, { get: (_, method) => (...args) => call(`${name}.${String(method)}`, args) });
  const namespace = (ns) => new Proxy({}, { get: (_, name) => struct(ns, String(name)) });
  window.go = new Proxy({}, { get: (_, ns) => namespace(String(ns)) });

  const listeners = new Map();
  const dispatch = (name, data) => {
    for (const l of [...(listeners.get(name) ?? [])]) {
      if (l.left > 0 && --l.left === 0) listeners.get(name).delete(l);
      l.callback(...data);
    }
  };
  const on = (name, callback, max) => {
    const l = { callback, left: max };
    if (!listeners.has(name)) listeners.set(name, new Set());
    listeners.get(name).add(l);
    return () => listeners.get(name).delete(l);
  };

  let opened = false;
  const source = new EventSource("/events");
  source.onopen = () => {
    // After a gap anything may have changed: the interface asks again for what it shows.
    if (opened) dispatch("change", [{ topic: "workspace", id: "" }]);
    opened = true;
  };
  source.onmessage = (m) => {
    const frame = JSON.parse(m.data);
    dispatch(frame.name, [frame.data]);
  };

  const nothing = () => {};
  const known = {
    EventsOnMultiple: on,
    EventsOff: (...names) => names.forEach((n) => listeners.delete(n)),
    EventsOffAll: () => listeners.clear(),
    EventsEmit: nothing,
    BrowserOpenURL: (url) => window.open(url, "_blank", "noopener"),
    ClipboardGetText: () => navigator.clipboard.readText(),
    ClipboardSetText: (text) => navigator.clipboard.writeText(text).then(() => true, () => false),
    Environment: async () => ({ buildType: "browser", platform: navigator.platform, arch: "" }),
    OnFileDrop: nothing,
    OnFileDropOff: nothing,
    WindowReload: () => window.location.reload(),
  };
  window.runtime = new Proxy(known, { get: (t, name) => t[name] ?? nothing });
})();
