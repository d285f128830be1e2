// Runs what the README's console blocks show, in their order and in one shell, and compares what they print with what the README says.
// Words with a digit in them, such as ids, codes and times, may differ; short numbers, such as a status, may not.
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

const [home] = process.argv.slice(2);
const between = '\u001e';

const isWhole = command => spawnSync('bash', ['-n', '-c', command]).status === 0 && !command.endsWith('\\');

function steps(readme) {
  const found = [];
  for (const [, block] of readme.matchAll(/^```console\n([^]*?)^```$/gm)) {
    let step;
    for (const line of block.split('\n')) {
      if (line.startsWith('$ '))
        found.push(step = { command: line.slice(2), shown: [] });
      else if (!isWhole(step.command))
        step.command += '\n' + line;
      else if (line !== '')
        step.shown.push(line);
    }
  }
  return found;
}

const masked = text => text.replace(/[\w.:+-]*\d[\w.:+-]*/g, word => word.length < 4 ? word : '#').trim();

const shown = steps(readFileSync('README.md', 'utf8'));
const script = shown.map(step => `${step.command}\nprintf '${between}'\n`).join('');
const run = spawnSync('bash', ['-c', script], { cwd: home, encoding: 'utf8', env: { ...process.env, HOME: home }, timeout: 120_000 });
const printed = run.stdout.split(between);
let wrong = 0;
shown.forEach((step, i) => {
  const [expected, actual] = [masked(step.shown.join('\n')), masked(printed[i] ?? 'nothing: it did not run')];
  if (expected === actual)
    return;
  wrong++;
  console.error(`$ ${step.command}\nREADME: ${step.shown.join('\n')}\nprinted: ${printed[i]}`);
});
console.log(`${shown.length} commands of the README, ${wrong} with another answer.`);
if (shown.length === 0 || wrong > 0 || run.status !== 0) {
  console.error(run.stderr);
  process.exitCode = 1;
}
