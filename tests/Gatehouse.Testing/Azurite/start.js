// Runs Azurite until whoever started it closes the pipe, be it by ending: nothing is left running after an aborted test run.
process.stdin.on('end', () => process.exit(0)).resume();
require('azurite/dist/src/azurite');
