/** Small changes (mutations) of a source file. Each of them should make a test fail. */
import { parseSync, Visitor } from 'vite';

/** The replacement of each operator. */
const OPERATORS = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
};
/**
 * Methods whose calls can be left out: their result has the same type as the object they are called
 * on.
 */
const OMITTED = new Set(['filter', 'map', 'slice', 'sort', 'toSorted', 'reverse', 'trim', 'toLowerCase', 'flat']);

/** From here on a number is a time or size, of which one more makes no difference to anybody. */
const LARGE = 100;

/** Returns a number in place of another: the next one, or double a large one. */
const otherNumber = (value) => (value < LARGE ? value + 1 : 2 * value);

/**
 * Returns the possible changes of a source, in the order of their position: the characters from
 * `start` to `end` become `text`. Strings stay as they are: tests seldom check the words of a
 * message.
 */
export function mutationsOf(file, source) {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const found = [];
  const change = ({ start, end }, text) => found.push({ start, end, text });

  const operator = ({ left, operator: from, right }) => {
    const to = OPERATORS[from];
    const between = source.slice(left.end, right.start);
    const at = left.end + between.indexOf(from);
    // Concatenation is left alone: strings have no difference.
    const isText = (node) => node.type === 'TemplateLiteral' || typeof node.value === 'string';
    if (to !== undefined && !isText(left) && !isText(right)) change({ start: at, end: at + from.length }, to);
  };
  const condition = ({ test }) => {
    change(test, 'true');
    change(test, 'false');
  };
  new Visitor({
    BinaryExpression: operator,
    LogicalExpression: operator,
    IfStatement: condition,
    ConditionalExpression: condition,
    WhileStatement: ({ test }) => change(test, 'false'),
    UnaryExpression: ({ operator: sign, start, end, argument }) => {
      if (sign === '!') change({ start, end }, source.slice(argument.start, argument.end));
      if (sign === '-') change({ start, end: argument.start }, '');
    },
    Literal: (node) => {
      if (typeof node.value === 'boolean') change(node, String(!node.value));
      if (typeof node.value === 'number') change(node, String(otherNumber(node.value)));
    },
    ExpressionStatement: (node) => {
      if (node.expression.type !== 'Literal') change(node, ';');
    },
    ContinueStatement: (node) => change(node, ';'),
    BreakStatement: (node) => change(node, ';'),
    CallExpression: ({ callee, end }) => {
      if (callee.type === 'MemberExpression' && OMITTED.has(callee.property.name))
        change({ start: callee.object.end, end }, '');
    },
  }).visit(program);
  return found.sort((a, b) => a.start - b.start);
}
