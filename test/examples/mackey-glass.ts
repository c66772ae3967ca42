const delay = 17;
const step = 0.1;
const stepsADay = 10;
const before = 1.2;
/** Days until the curve has forgotten that it was constant. */
const transient = 118;

/** How fast x grows, from its value now and its value `delay` days ago. */
const slope = (now: number, delayed: number): number => (0.2 * delayed) / (1 + delayed ** 10) - 0.1 * now;

/** `media/examples/data/mackey-glass.csv`: the equation solved by the fourth-order Runge-Kutta method. */
export function mackeyGlassCsv(days: number): string {
  const x = [before];
  const at = (index: number) => x[index] ?? before;
  for (let index = 0; index < (transient + days) * stepsADay; index++) {
    const now = at(index);
    const first = at(index - delay * stepsADay);
    const last = at(index + 1 - delay * stepsADay);
    const middle = (first + last) / 2;
    const k1 = slope(now, first);
    const k2 = slope(now + (step / 2) * k1, middle);
    const k3 = slope(now + (step / 2) * k2, middle);
    const k4 = slope(now + step * k3, last);
    x.push(now + (step / 6) * (k1 + 2 * k2 + 2 * k3 + k4));
  }
  const lines = Array.from(
    { length: days },
    (_, day) => `${day},${at((transient + day) * stepsADay).toFixed(6)}\n`,
  );
  return `t,x\n${lines.join("")}`;
}
