// Signs and verifies with the reference implementation of Standard Webhooks, a line of JSON for each, until whoever started it closes the pipe.
const { Webhook } = require('standardwebhooks');
const lines = require('readline').createInterface({ input: process.stdin });
lines.on('close', () => process.exit(0));
lines.on('line', line => {
  const asked = JSON.parse(line);
  const webhook = new Webhook(asked.secret);
  const body = Buffer.from(asked.body, 'base64').toString('utf8');
  const answer = {};
  try {
    if (asked.headers) webhook.verify(body, asked.headers);
    else answer.signature = webhook.sign(asked.id, new Date(asked.timestamp * 1000), body);
  } catch (error) {
    answer.error = error.message;
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
});
