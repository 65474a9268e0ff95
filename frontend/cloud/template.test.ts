import { describe, expect, it, vi } from 'vitest';
import { readSettings } from '../src/features/person/settings';
import { faultsOf, hasAttribute } from './specification';
import { Later, readTemplate } from './template';

const template = readTemplate();
const resources = Object.entries(template.Resources);

/** The specification of SAM's functions is older than this property. */
const newerThanKnown = ['LoggingConfig'];

/** Everything in the template that is one of CloudFormation's functions. */
function laters(node: unknown): Later[] {
  if (node instanceof Later) {
    return [node, ...laters(node.argument)];
  }
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(laters) : [];
}

describe('every resource', () => {
  it.each(resources)('%s is as AWS specifies it', (name, resource) => {
    const properties =
      resource.Type === 'AWS::Serverless::Function'
        ? { ...template.Globals.Function, ...resource.Properties }
        : { ...resource.Properties };
    if (resource.Type === 'AWS::Serverless::Function') {
      for (const property of newerThanKnown) {
        delete properties[property];
      }
    }
    expect(faultsOf(name, { Type: resource.Type, Properties: properties })).toEqual([]);
  });

  it('is asked only for what it has', () => {
    const asked = laters(template)
      .filter(({ name }) => name === 'GetAtt')
      .map(({ argument }) => String(argument).split('.') as [string, string]);
    expect(asked.length).toBeGreaterThan(10);
    for (const [name, attribute] of asked) {
      const type = template.Resources[name]?.Type ?? 'nothing';
      // SAM's functions have what Lambda's have.
      const known = type === 'AWS::Serverless::Function' ? 'AWS::Lambda::Function' : type;
      expect(hasAttribute(known, attribute), `${name}.${attribute}`).toBe(true);
    }
  });
});

describe('the specification', () => {
  it('finds what is wrong', () => {
    const table = {
      Type: 'AWS::DynamoDB::Table',
      Properties: { KeySchema: [], AttributeDefinitions: 'pk', TimeToLive: {} },
    };
    expect(faultsOf('T', table)).toEqual(['T.AttributeDefinitions: is no list', 'T: there is no TimeToLive']);
    const route = { Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey: ['x'] } };
    expect(faultsOf('R', route)).toEqual(['R: ApiId is missing', 'R.RouteKey: is no text']);
    expect(faultsOf('X', { Type: 'AWS::DynamoDB::Desk' })).toEqual([
      'X: there is no type AWS::DynamoDB::Desk',
    ]);
    expect(hasAttribute('AWS::DynamoDB::Table', 'Arms')).toBe(false);
  });
});

describe('the views', () => {
  const code = String(template.Resources.PageViews?.Properties?.FunctionCode);
  const handler = new Function(`${code}; return handler;`)();
  const asked = (uri: string) => handler({ request: { uri } }).uri;

  it('are answered with the page, and files with themselves', () => {
    expect(['/', '/ledger', '/calls/17', '/calls/17/', '/nowhere/at/all'].map(asked)).toEqual(
      Array(5).fill('/index.html'),
    );
    const files = ['/index.html', '/favicon.svg', '/sign-in.json', '/assets/index-B2x.js'];
    expect(files.map(asked)).toEqual(files);
  });
});

describe('what the template says of signing in', () => {
  it('is what the page reads', async () => {
    const [{ argument }] = laters(template.Outputs.SignIn) as [Later];
    const [said] = argument as [string];
    const filled = said.replaceAll(/\$\{Pages\}/g, 'https://pages.example').replaceAll(/\$\{[^}]*\}/g, 'x');
    vi.stubGlobal('fetch', async () => Response.json(JSON.parse(filled)));
    expect(await readSettings()).toMatchObject({
      clientId: 'x',
      tokenUrl: 'https://pages.example/oauth2/token',
    });
    vi.unstubAllGlobals();
  });
});
