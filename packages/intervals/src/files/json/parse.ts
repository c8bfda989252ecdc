import { DecodeError, parseJson } from '@arc-elements/models';

/**
 * Levels of nested lists and objects. Meter data have at most ten; thousands would overflow the
 * stack.
 */
const MAX_DEPTH = 50;

/**
 * Parses JSON, or JSON Lines as a list of documents. Long numbers become text with all of their
 * digits.
 * @throws {DecodeError} It is neither, or nested too deeply. The message says where.
 */
export function documentIn(text: string): unknown {
  const document = parsed(text);
  if (isDeeper(document, MAX_DEPTH))
    throw new DecodeError(
      '',
      `its lists and objects are nested more than ${MAX_DEPTH} deep, which is too deep for meter data`,
    );
  return document;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    const lines = text.split(/\r\n|\r|\n/).map((line, i) => ({ number: i + 1, text: line.trim() }));
    const documents = lines.filter((line) => line.text !== '');
    if (documents.length > 1 && documents[0]!.text.startsWith('{') && documents[0]!.text.endsWith('}'))
      return documents.map(({ number, text: line }) => documentInLine(line, number));
    throw new DecodeError('', `it is not JSON${placeIn(cause)}`, { cause });
  }
}

function documentInLine(line: string, number: number): unknown {
  try {
    return parseJson(line);
  } catch (cause) {
    throw new DecodeError(`line ${number}`, 'it is not JSON', { cause });
  }
}

/**
 * Returns the place of a syntax error. The engine's own message quotes the text, which may contain
 * personal data.
 */
function placeIn(cause: unknown): string {
  const { message } = cause as Error;
  const [, line] = /line (\d+)/.exec(message) ?? [];
  return line === undefined ? ', or was not downloaded to its end' : ` from line ${line} on`;
}
