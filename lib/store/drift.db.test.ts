import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import { beforeAll, expect, it } from "vitest";
import type { Store } from "./store";
import { opening, openTestStore } from "./test-database";

let store: Store;
beforeAll(
  opening(openTestStore, (opened) => {
    ({ store } = opened);
  }),
);

it("the migrations make exactly the schema, and a column more is noticed", async () => {
  expect(await differences()).toBe("-- This is an empty migration.\n");
  await store.pool.query("ALTER TABLE plant ADD COLUMN extra int");
  expect(await differences()).toContain('DROP COLUMN "extra"');
});

interface Engine {
  diff(request: object): Promise<{ stdout: string | null }>;
}
interface EngineModule {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: { new: (options: object, log: () => void, adapter: object) => Promise<Engine> };
}

// The glue holds one instance: loaded once.
let loaded: Promise<EngineModule> | undefined;

/** Prisma's own engine, which its command line would download, as an npm package ships it. */
async function loadEngine(): Promise<EngineModule> {
  const folder = resolve("node_modules/@prisma/schema-engine-wasm");
  const glue = pathToFileURL(join(folder, "schema_engine_bg.js")).href;
  const engine: EngineModule = await import(/* @vite-ignore */ glue);
  const code = new WebAssembly.Module(new Uint8Array(readFileSync(join(folder, "schema_engine_bg.wasm"))));
  const imports: WebAssembly.ModuleImports = Object.fromEntries(Object.entries(engine));
  const instance = await WebAssembly.instantiate(code, { "./schema_engine_bg.js": imports });
  engine.__wbg_set_wasm(instance.exports);
  const begin = instance.exports.__wbindgen_start;
  if (typeof begin === "function") begin();
  return engine;
}

/** The SQL that would bring the database from where the migrations left it to prisma/schema. */
async function differences(): Promise<string | null> {
  const files = readdirSync("prisma/schema").map((name) => {
    const path = `prisma/schema/${name}`;
    return { path, content: readFileSync(path, "utf8") };
  });
  const datamodels = files.map(({ path, content }) => [path, content]);
  loaded ??= loadEngine();
  const { SchemaEngine } = await loaded;
  const adapter = bindMigrationAwareSqlAdapterFactory(catalogueAdapter());
  const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter);
  const { stdout } = await engine.diff({
    from: { tag: "schemaDatasource", files, configDir: "prisma/schema" },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: null,
    filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
  });
  return stdout;
}

/** The adapter with PostgreSQL's one-byte type "char" (oid 18), which the catalogue has and the adapter does not know. */
function catalogueAdapter(): SqlMigrationAwareDriverAdapterFactory {
  const singleBytes = new WeakMap<object, number[]>();
  const pool = Object.create(store.pool);
  pool.query = async (query: { text: string }) => {
    const answer = await store.pool.query(query);
    const found = answer.fields.flatMap((field, at) => (field.dataTypeID === 18 ? [at] : []));
    for (const field of answer.fields) if (field.dataTypeID === 18) field.dataTypeID = 25;
    singleBytes.set(answer.rows, found);
    return answer;
  };
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => Promise.reject(new Error("no shadow database")),
    connect: async () => {
      const adapter = await factory.connect();
      const ask = adapter.queryRaw.bind(adapter);
      adapter.queryRaw = async (query) => {
        const answer = await ask(query);
        for (const at of singleBytes.get(answer.rows) ?? [])
          answer.columnTypes[at] = ColumnTypeEnum.Character;
        return answer;
      };
      return adapter;
    },
  };
}
