import type { ToWebview, ViewState } from "../src/protocol/panel.ts";
import { fromWire } from "../src/protocol/wire.ts";
import { host, strings } from "./host.ts";
import { applyTheme, onThemeChange, readTheme } from "./read-theme.ts";
import { limitedRedraw } from "./redraw.ts";
import { type PageState, receive, tabAfter, viewOfState } from "./state.ts";
import { Page } from "./ui/page.ts";

let state: PageState | undefined;
let view = viewOfState(host.getState());
let theme = readTheme();
const root = document.getElementById("page") ?? document.createElement("main");
applyTheme(root, theme);

const redraw = limitedRedraw(() => {
  if (state) page.update(state, view, theme, performance.now());
}, document);

const keepState = () => {
  if (state) host.setState({ uri: state.uri, view });
};

const setView = (change: Partial<ViewState>) => {
  const { tab } = view;
  view = { ...view, ...change };
  if (view.tab !== tab) host.postMessage({ type: "show", tab: view.tab });
  keepState();
  redraw();
};

const page = new Page(strings, view, { send: (message) => host.postMessage(message), setView, redraw });

window.addEventListener("message", (event: MessageEvent<unknown>) => {
  const message = fromWire(event.data) as ToWebview;
  const tab = tabAfter(view.tab, state, message);
  state = receive(state, message);
  if (message.type === "snapshot" && message.epoch !== undefined) page.showEpoch(message.epoch);
  if (tab !== view.tab) setView({ tab });
  else if (message.type === "snapshot") keepState();
  redraw();
});
window.addEventListener("resize", redraw);
onThemeChange(() => {
  theme = readTheme();
  applyTheme(root, theme);
  redraw();
});

page.attach(root);
host.postMessage({ type: "ready" });
host.postMessage({ type: "show", tab: view.tab });
