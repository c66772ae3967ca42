import { expect, test } from "vitest";
import { Throttle } from "../../src/runs/pace.ts";

/** Times at which a job that takes `cost` milliseconds runs, where it is asked every millisecond. */
function times(throttle: Throttle, clock: { now: number }, cost: number, until: number): number[] {
  const ran: number[] = [];
  for (; clock.now < until; clock.now++) {
    if (!throttle.due) continue;
    ran.push(clock.now);
    throttle.run(() => {
      clock.now += cost;
    });
  }
  return ran;
}

test("a job runs at most so often, and for at most its share of the time", () => {
  const clock = { now: 0 };
  const throttle = new Throttle(() => clock.now, 100, 0.1);
  expect(times(throttle, clock, 0, 35)).toEqual([0, 10, 20, 30]);
  expect(times(throttle, clock, 5, 200)).toEqual([40, 90, 140, 190]);
});

test("a job with a head start runs more often the first times", () => {
  const clock = { now: 0 };
  const throttle = new Throttle(() => clock.now, 100, 0.05, { times: 2, share: 0.5 });
  expect(times(throttle, clock, 8, 400)).toEqual([0, 16, 32, 192, 352]);
});
