import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../src/data/error.ts";
import { unpacked, whole } from "../../../src/data/formats/gzip.ts";
import { failure, fileOf } from "../model.ts";

const limit = 2 ** 20;

async function contentOf(packed: Uint8Array, chunkLength = 1000, most = limit): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of unpacked(fileOf(packed, "data.csv.gz", chunkLength), most).chunks())
    parts.push(chunk);
  return Buffer.concat(parts);
}

describe("gzip", () => {
  it("unpacks what zlib packs: any bytes, in any members and chunks", async () => {
    const members = fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(members, fc.integer({ min: 1, max: 200 }), async (contents, chunkLength) => {
        const packed = Buffer.concat(contents.map((content) => gzipSync(content)));
        expect(await contentOf(packed, chunkLength)).toEqual(Buffer.concat(contents));
      }),
    );
  });

  it("unpacks members longer than a piece", async () => {
    const random = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 2654435761) >>> 24));
    const packed = Buffer.concat([gzipSync(random), gzipSync(random.subarray(0, 70_001))]);
    expect(await contentOf(packed, 65_536)).toEqual(Buffer.concat([random, random.subarray(0, 70_001)]));
  });

  it("tells a file that is cut short, wherever", async () => {
    const packed = gzipSync(Buffer.from("x,y\n1,2\n".repeat(100)));
    for (let end = 0; end < packed.length; end++)
      expect((await failure(contentOf(packed.subarray(0, end)))).message).toMatch(
        /data\.csv\.gz.*cut short or damaged/,
      );
  });

  it("tells what is no gzip file, and damage that only the checksum shows", async () => {
    expect((await failure(contentOf(Buffer.from("x,y\n1,2\n3,4\n5,6\n7,8")))).message).toMatch(/gzip/);
    const stored = gzipSync(Buffer.from("x,y\n1,2\n"), { level: 0 });
    stored[stored.indexOf("1,2")] = "3".charCodeAt(0);
    expect((await failure(contentOf(stored))).message).toMatch(/damaged/);
    const second = Buffer.concat([stored, gzipSync(Buffer.from("4,5\n"))]);
    expect((await failure(contentOf(second))).message).toMatch(/damaged/);
  });

  it("refuses to unpack past its limit, and keeps no more than a piece unpacks to", async () => {
    const bomb = gzipSync(Buffer.alloc(2 ** 25));
    expect((await failure(contentOf(bomb))).message).toMatch(/more than 1 MiB/);
    const small = gzipSync(Buffer.alloc(limit));
    expect((await contentOf(small)).length).toBe(limit);
    expect((await failure(whole(unpacked(fileOf(small), limit), limit))).message).toMatch(
      /unpacked.*of memory/,
    );
  });

  it("does not wait for a header that never ends", async () => {
    const endless = Buffer.alloc(2 ** 22, "a");
    endless.set([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]);
    expect((await failure(contentOf(endless, 65_536))).message).toMatch(/gzip/);
  });

  it("reads any part, and unpacks whole", async () => {
    const file = unpacked(fileOf(gzipSync("0123456789"), "a.npz.gz", 5), limit);
    expect(Buffer.from(await file.read(3, 6)).toString()).toBe("345");
    expect(Buffer.from(await file.read(8, 20)).toString()).toBe("89");
    const inMemory = await whole(file, limit);
    expect(inMemory.size).toBe(10);
    expect(Buffer.from(await inMemory.read(3, 6)).toString()).toBe("345");
  });

  it("answers or tells whatever the bytes", async () => {
    const good = gzipSync(Buffer.from("x,y\n1,2\n3,4\n".repeat(50)));
    const mutation = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.array(mutation, { minLength: 1, maxLength: 5 }).map((changes) => {
            const changed = new Uint8Array(good);
            for (const [at, value] of changes) changed[at] = value;
            return changed;
          }),
        ),
        async (bytes) => {
          const found = await contentOf(bytes, 50).catch((error: unknown) => error);
          if (found instanceof Error) expect(found).toBeInstanceOf(DataError);
        },
      ),
      { numRuns: 500 },
    );
  });
});
