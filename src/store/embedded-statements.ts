// Statements that PGlite keeps parsed. Its own `query` parses every statement each time and enters the database six times for
// it; one that came before is run in one step here, which takes a quarter to a half of the time.

import { type PGlite, parse, protocol, type Results } from '@electric-sql/pglite';

type Message = Parameters<typeof parse.parseResults>[0][number];

interface Kept {
  name: string;
  paramTypes: readonly number[];
  /** The description of its columns, as the database sent it; empty for a statement without rows. */
  columns: readonly Message[];
}

const mostKept = 256;
const mostRemembered = 4_096;
/** Longer texts carry whole files of rows, and hardly ever come again. */
const longestText = 8_000;
/** The shape of its rows has changed since, or the database has forgotten it. */
const staleCodes = new Set(['0A000', '26000']);
const { serialize } = protocol;
/** Names are never used twice, so that a client may have more than one of these. */
let named = 0;

export class EmbeddedStatements {
  private readonly client: PGlite;
  private readonly cameOnce = new Set<string>();
  /** The one that was used longest ago comes first. */
  private readonly kept = new Map<string, Kept>();

  constructor(client: PGlite) {
    this.client = client;
  }

  /** Did this text come before? Asking counts as coming: what comes once only is not worth keeping. */
  isWorthKeeping(text: string): boolean {
    if (text.length > longestText) return false;
    if (this.kept.has(text) || this.cameOnce.delete(text)) return true;
    if (this.cameOnce.size >= mostRemembered) this.cameOnce.clear();
    this.cameOnce.add(text);
    return false;
  }

  /** Runs a statement; the caller has the connection to itself. Outside a transaction it is on disk afterwards. */
  async run(text: string, values: unknown[], shape: 'array' | 'object', isInTransaction: boolean): Promise<Results> {
    const { client } = this;
    try {
      const { name, paramTypes, columns } = await this.prepared(text);
      const bound = values.map((value, index) => {
        if (value === null || value === undefined) return null;
        const write = client.serializers[paramTypes[index] ?? 0];
        return write ? write(value) : String(value);
      });
      const steps = [serialize.bind({ statement: name, values: bound }), serialize.execute({}), serialize.sync()];
      const messages = await client.execProtocolStream(Buffer.concat(steps), { syncToFs: !isInTransaction });
      const [result] = parse.parseResults([...columns, ...messages], client.parsers, { rowMode: shape });
      return result as Results;
    } catch (error) {
      if (staleCodes.has(String((error as { code?: unknown }).code))) this.kept.delete(text);
      throw error;
    }
  }

  private async prepared(text: string): Promise<Kept> {
    const known = this.kept.get(text);
    if (known) {
      this.kept.delete(text);
      this.kept.set(text, known);
      return known;
    }
    named += 1;
    const name = `kept_${named}`;
    const described = await this.client.execProtocolStream(
      Buffer.concat([serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), serialize.sync()]),
      { syncToFs: false },
    );
    const statement: Kept = {
      name,
      paramTypes: parse.parseDescribeStatementResults(described),
      columns: described.filter((message) => message.name === 'rowDescription'),
    };
    this.kept.set(text, statement);
    const [oldest] = this.kept;
    if (oldest && this.kept.size > mostKept) {
      this.kept.delete(oldest[0]);
      const close = [serialize.close({ type: 'S', name: oldest[1].name }), serialize.sync()];
      await this.client.execProtocolStream(Buffer.concat(close), { syncToFs: false });
    }
    return statement;
  }
}
