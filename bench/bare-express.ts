import express from 'express';
import { signedByTwilio } from '../webhooks/signature.ts';

/** The least that answers a signed form: started by the bench as a process of its own with a URL and an auth token. */
const [url = '', authToken = ''] = process.argv.slice(2);
const app = express();
app.use(express.urlencoded({ extended: false }));
app.use(signedByTwilio({ publicUrl: url, authTokens: [authToken], refused: () => undefined }));
app.use((_request, response) => {
  response.type('text/xml').send('<Response/>');
});
app.listen(Number(new URL(url).port), '127.0.0.1', () => console.log('ready'));
