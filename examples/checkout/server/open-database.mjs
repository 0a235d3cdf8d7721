import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { claimFolder } from "./claim-folder.mjs";
import { schema } from "./schema.mjs";

/**
 * Sends one statement. What it is given as `$1`, `$2`, … never becomes a part of it.
 *
 * @typedef {(statement: string, values?: unknown[]) => Promise<{ rows: any[] }>} Query
 */

/**
 * @typedef {object} Database
 * @property {Query} query one statement; done again when a transaction stood in its way
 * @property {<T>(work: (query: Query) => Promise<T>) => Promise<T>} transaction all of it or nothing; done again when
 *   another transaction stood in its way
 * @property {() => Promise<void>} close
 */

/**
 * Opens the database and brings its tables about: any PostgreSQL, or PGlite, the one that comes with the shop.
 *
 * @param {{ url?: string | undefined, folder?: string | undefined }} where `postgres://…`; or the folder in which
 *   PGlite keeps its data. Without either it lives in memory, and a restart loses it
 * @returns {Promise<Database>}
 */
export async function openDatabase({ url, folder }) {
  const connected = url ? connect(url) : await start(folder);
  const database = {
    ...connected,
    query: repeated(connected.query),
    transaction: repeated(connected.transaction),
  };
  try {
    await database.transaction(async (query) => {
      for (const statement of schema) await query(statement);
    });
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/**
 * @param {string} url
 * @returns {Database}
 */
function connect(url) {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 20_000,
    // A database that fell silent says nothing: without these, each query that was under way keeps its connection for
    // good, and once there are ten of them the shop is dead, whether or not the database has come back.
    query_timeout: 5_000,
    keepAlive: true,
    // Whatever the server's default is: whoever waited for another's lock has to see what that one has written.
    options: "-c default_transaction_isolation=read\\ committed",
  });
  // A connection that breaks while nobody uses it: the next query gets a new one, or says what is wrong.
  pool.on("error", (error) => console.error(`The database hung up: ${error.message}`));
  // In a transaction nobody else listens, and an error without a listener ends the process. The query that was under
  // way rejects all the same.
  pool.on("connect", (connection) => connection.on("error", () => undefined));
  /** @type {Map<string, string>} */
  const names = new Map();
  return {
    query: (statement, values) => {
      if (!values) return pool.query(statement);
      // With a name each connection reads and plans it once, and not each time. (There are some thirty of them.)
      const name = names.get(statement) ?? `shop_${names.size}`;
      names.set(statement, name);
      return pool.query({ name, text: statement, values });
    },
    transaction: async (work) => {
      const connection = await pool.connect();
      try {
        await connection.query("begin");
        const result = await work((statement, values) => connection.query(statement, values));
        await connection.query("commit");
        connection.release();
        return result;
      } catch (error) {
        // A connection that can't even be told to forget it is of no further use.
        await connection.query("rollback").then(
          () => connection.release(),
          () => connection.release(true),
        );
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

/**
 * @param {string | undefined} folder
 * @returns {Promise<Database>}
 */
async function start(folder) {
  const release = folder ? await claimFolder(folder) : async () => undefined;
  const client = await PGlite.create(folder).catch(async (error) => {
    await release();
    throw error;
  });
  return {
    query: (statement, values) => client.query(statement, values),
    transaction: (work) =>
      client.transaction((transaction) => work((statement, values) => transaction.query(statement, values))),
    close: async () => {
      await client.close();
      await release();
    },
  };
}

/** "Serialization failure" and "deadlock": nothing has happened, and the next attempt finds the way free. */
const inTheWay = ["40001", "40P01"];

/**
 * @template {(...given: any[]) => Promise<any>} Work a transaction, or a statement, which is one of its own
 * @param {Work} work
 * @returns {Work}
 */
function repeated(work) {
  const again = async (/** @type {Parameters<Work>} */ ...given) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(...given);
      } catch (error) {
        const { code } = /** @type {{ code?: string }} */ (error);
        if (!code || !inTheWay.includes(code) || attempt === 10) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
      }
    }
  };
  return /** @type {Work} */ (again);
}
