// A real identity provider (npm `oidc-provider`, its own pages for login and consent) for the tests of single sign-on.
// `node provider.mjs PORT [HOME]` listens there on this machine and sends browsers back to HOME, as the provider `city`;
// its own host, 127.0.0.1, is another site than localhost. Anybody signs in by any name and password; some names make it answer as a provider that
// was turned would, or that asked for two factors.
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import Provider from 'oidc-provider';

const port = Number(process.argv[2]);
const home = process.argv[3] ?? 'http://localhost:8600';
const issuer = `http://127.0.0.1:${port}`;
const back = [`${home}/api/session/sign-on/return/city`];
const flow = { redirect_uris: back, response_types: ['code'], grant_types: ['authorization_code'] };

const pair = async (alg, kid) => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, use: 'sig', privateKey, jwk: { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' } };
};
const rsa = await pair('RS256', 'rsa');
const ec = await pair('ES256', 'ec');
const stranger = await pair('RS256', 'stranger');

const provider = new Provider(issuer, {
  clients: [
    { ...flow, client_id: 'linli', client_secret: 'hush: a+b/c', token_endpoint_auth_method: 'client_secret_basic' },
    { ...flow, client_id: 'linli-post', client_secret: 'hush', token_endpoint_auth_method: 'client_secret_post', id_token_signed_response_alg: 'ES256' },
    { ...flow, client_id: 'linli-public', token_endpoint_auth_method: 'none' },
  ],
  jwks: { keys: [rsa.jwk, ec.jwk] },
  enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
  cookies: { keys: ['for the tests alone'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
});

const decoded = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (claims, key = rsa, kid = key.kid) => new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid }).sign(key.privateKey);

// What becomes of the token of somebody who signs in by one of these names.
const turned = {
  'two-factors': (claims) => signed({ ...claims, amr: ['pwd', 'mfa'] }),
  'another-key': (claims) => signed(claims, stranger, rsa.kid),
  'unknown-key': (claims) => signed(claims, stranger),
  unsigned: (claims) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
  'another-nonce': (claims) => signed({ ...claims, nonce: 'another' }),
  'another-client': (claims) => signed({ ...claims, aud: 'another' }),
  'another-issuer': (claims) => signed({ ...claims, iss: 'https://id.example.org' }),
  late: (claims) => signed({ ...claims, exp: claims.iat - 120 }),
};

provider.use(async (ctx, next) => {
  await next();
  const turn = turned[ctx.oidc?.entities?.Account?.accountId];
  if (turn && ctx.body?.id_token) ctx.body.id_token = await turn(decoded(ctx.body.id_token.split('.')[1]));
});

provider.listen(port, '127.0.0.1');
