/**
 * Creates a broker from this program's arguments: the address of the core, and the options as JSON.
 */
const [core = '', options = ''] = process.argv.slice(2);
const { createBroker } = (await import(core)) as typeof import('@arc-elements/broker');

export const broker = createBroker(JSON.parse(options));
