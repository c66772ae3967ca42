import { expect, it } from "vitest";
import { Throttle } from "../../src/runs/pace.ts";

it("a job that is to rest is due after that, and never before it was without", () => {
  let now = 0;
  const throttle = new Throttle(() => now, 10);
  throttle.run(() => {});
  throttle.rest(250);
  now = 249;
  expect(throttle.due).toBe(false);
  now = 250;
  expect(throttle.due).toBe(true);
  throttle.run(() => {});
  throttle.rest(1);
  now = 349;
  expect(throttle.due).toBe(false);
  now = 350;
  expect(throttle.due).toBe(true);
});
