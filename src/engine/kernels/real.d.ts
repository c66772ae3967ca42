/** float32 or float64: the build says which (`--use real=…`). */
declare type real = f64;
