"""Reads a data file with what Python offers: `peers.py pandas|numpy|pyarrow FILE`. Prints a `Reading`.

`peers.py write FILE.npy FILE.parquet` writes an array as Parquet."""
import importlib
import json
import resource
import sys
import time

program, path = sys.argv[1:3]

if program == "write":
    import numpy
    import pyarrow
    from pyarrow import parquet

    array = numpy.load(path)
    columns = {f"c{at}": array[:, at] for at in range(array.shape[1])}
    parquet.write_table(pyarrow.table(columns), sys.argv[3], row_group_size=100_000)
    sys.exit()


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


module = importlib.import_module("pyarrow.parquet" if program == "pyarrow" else program)
version = importlib.import_module(program).__version__
idle = peak()
start, before = time.perf_counter(), time.process_time()
if program == "pandas":
    data = module.read_csv(path, dtype="float32")
elif program == "numpy":
    data = module.load(path) * 1
else:
    data = module.read_table(path).to_pandas().to_numpy("float32")
seconds, processor = time.perf_counter() - start, time.process_time() - before
result = {"seconds": seconds, "processor": processor, "rows": len(data), "memory": peak() - idle}
print(json.dumps({"program": f"{program} {version}", **result}))
