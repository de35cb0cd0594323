// A certified OpenID provider with the people of the tests. Whoever is named at its door is let in.
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const [, , port, dashboard] = process.argv;
const DAY = 24 * 60 * 60;

const PEOPLE = {
  ana: { groups: ['Care analysts'] },
  carol: { groups: ['Everybody', 'Care commissioners'] },
  colin: { groups: ['Care commissioners'] },
  sam: { groups: ['Scrutiny committee'] },
  both: { groups: ['Care commissioners', 'Scrutiny committee'] },
  una: { groups: ['Everybody'] },
  nil: {},
  brief: { groups: ['Care commissioners'], seconds: 12 },
  odd: { groups: ['Everybody'], preferred_username: '<b>odd</b>\u202e\n"did":"viewed"' },
};

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{
    client_id: 'carezones',
    client_secret: 'known-to-the-tests-alone',
    redirect_uris: [`${dashboard}/oauth2callback`],
    post_logout_redirect_uris: [`${dashboard}/oauth2callback`],
  }],
  cookies: { keys: ['of the tests'] },
  jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'tests' }] },
  claims: { openid: ['sub'], profile: ['preferred_username', 'groups'], email: ['email'] },
  // The dashboard reads the identity token alone.
  conformIdTokenClaims: false,
  async findAccount(_, id) {
    const { seconds, ...claims } = PEOPLE[id] ?? {};
    return id in PEOPLE && {
      accountId: id,
      claims: () => ({ sub: id, preferred_username: id, email: `${id}@example.gov.uk`, ...claims }),
    };
  },
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
  ttl: {
    IdToken: (ctx) => PEOPLE[ctx.oidc.account?.accountId]?.seconds ?? DAY,
    AccessToken: 600, Grant: DAY, Interaction: 600, Session: DAY,
  },
});

provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
