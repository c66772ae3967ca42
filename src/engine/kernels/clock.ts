/** Milliseconds, from the host. */
@external("env", "clock")
export declare function clock(): f64;
