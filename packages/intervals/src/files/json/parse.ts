import { DecodeError, parseJson } from '@arc-elements/models';

/**
 * The document in a text: JSON, or the list of documents in JSON Lines. Long numbers keep their digits, as text.
 * @throws {DecodeError} It is neither; the message says where.
 */
export function documentIn(text: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    const lines = text.split(/\r\n|\r|\n/).map((line, i) => ({ number: i + 1, text: line.trim() }));
    const documents = lines.filter((line) => line.text !== '');
    if (documents.length > 1 && documents[0]!.text.startsWith('{') && documents[0]!.text.endsWith('}'))
      return documents.map(({ number, text: line }) => documentInLine(line, number));
    throw new DecodeError('', `it is no JSON${placeIn(text, cause)}`, { cause });
  }
}

function documentInLine(line: string, number: number): unknown {
  try {
    return parseJson(line);
  } catch (cause) {
    throw new DecodeError(`line ${number}`, 'it is no JSON', { cause });
  }
}

/** Where an engine found fault with a text. Its own message quotes the text, which may hold a person's data. */
function placeIn(text: string, cause: unknown): string {
  const { message } = cause as Error;
  const [, position] = /position (\d+)/.exec(message) ?? [];
  const [, line] = /line (\d+)/.exec(message) ?? [];
  if (line !== undefined) return ` from line ${line} on`;
  if (position === undefined) return ', or was not downloaded to its end';
  return ` from line ${text.slice(0, Number(position)).split('\n').length} on`;
}
