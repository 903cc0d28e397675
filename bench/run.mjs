/** `npm run bench`: runs from the sources, with register.mjs preloaded. See main.ts for what is measured. */
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
process.exit();
