import { PGlite } from "@electric-sql/pglite";
import { drizzle as overNetwork } from "drizzle-orm/node-postgres";
import { drizzle as embedded } from "drizzle-orm/pglite";
import pg from "pg";
import { statements } from "./schema.mjs";

/** @typedef {import("drizzle-orm/pg-core").PgDatabase<import("drizzle-orm/pg-core").PgQueryResultHKT>} Database */

/**
 * Opens the database and brings its tables about: any PostgreSQL, or the one that comes with the shop, which
 * lives in memory.
 *
 * @param {string | undefined} url `postgres://…`
 * @returns {Promise<{ db: Database, close: () => Promise<void> }>}
 */
export async function openDatabase(url) {
  const { db, close } = url ? connect(url) : start();
  await db.transaction(async (transaction) => {
    for (const statement of statements) await transaction.execute(statement);
  });
  return { db, close };
}

/** @param {string} url */
function connect(url) {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // A database that fell silent says nothing: without these, each query that was under way keeps its connection for
    // good, and once there are ten of them the shop is dead, whether or not the database has come back.
    query_timeout: 5_000,
    keepAlive: true,
  });
  // A connection that breaks while nobody uses it: the next query gets a new one, or says what is wrong.
  pool.on("error", (error) => console.error(`The database hung up: ${error.message}`));
  // In a transaction nobody else listens, and an error without a listener ends the process. The query that was under
  // way rejects all the same.
  pool.on("connect", (connection) => connection.on("error", () => undefined));
  return { db: overNetwork(pool), close: () => pool.end() };
}

function start() {
  const client = new PGlite();
  return { db: embedded(client), close: () => client.close() };
}
