/** Creates a broker from this program's arguments: the URL of the broker's module, and its options as JSON. */
const [module, options] = process.argv.slice(2);
if (module === undefined || options === undefined) throw new Error('usage: <URL of a module> <options as JSON>');
const { createBroker } = (await import(module)) as typeof import('@arc-elements/broker');

export const broker = createBroker(JSON.parse(options));
