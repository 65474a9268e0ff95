/** Holds resources against AWS's own specification of them: what they may have, what they must, and of which type. */
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType } from '@aws-cdk/service-spec-types';
import { Later, type Resource } from './template';

const specification = loadAwsServiceSpecSync();

function specified(type: string) {
  return specification.lookup('resource', 'cloudFormationType', 'equals', type)[0];
}

/** What is wrong with a resource, each in a line; nothing where nothing is. */
export function faultsOf(name: string, { Type, Properties = {} }: Resource): string[] {
  const spec = specified(Type);
  return spec === undefined
    ? [`${name}: there is no type ${Type}`]
    : faultsOfAll(Properties, spec.properties, name);
}

/** Whether a resource of that type has that attribute to ask for. */
export function hasAttribute(type: string, attribute: string): boolean {
  const spec = specified(type);
  return spec !== undefined && (attribute in spec.attributes || attribute in spec.properties);
}

function faultsOfAll(given: unknown, known: Record<string, Property>, at: string): string[] {
  if (typeof given !== 'object' || given === null) {
    return [`${at}: has no properties`];
  }
  const faults = Object.entries(known)
    .filter(([name, { required }]) => required === true && !(name in given))
    .map(([name]) => `${at}: ${name} is missing`);
  for (const [name, value] of Object.entries(given)) {
    const property = known[name];
    faults.push(
      ...(property === undefined
        ? [`${at}: there is no ${name}`]
        : faultsOfOne(value, property.type, `${at}.${name}`)),
    );
  }
  return faults;
}

function faultsOfOne(value: unknown, type: PropertyType, at: string): string[] {
  if (value instanceof Later) {
    const branches = value.name === 'If' && Array.isArray(value.argument) ? value.argument.slice(1) : [];
    return branches.flatMap((branch) => faultsOfOne(branch, type, at));
  }
  switch (type.type) {
    case 'string':
      return ['string', 'number', 'boolean'].includes(typeof value) ? [] : [`${at}: is no text`];
    case 'integer':
    case 'number':
      return Number.isFinite(Number(value)) ? [] : [`${at}: is no number`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at}: is neither true nor false`];
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, i) => faultsOfOne(item, type.element, `${at}[${i}]`))
        : [`${at}: is no list`];
    case 'map':
      return typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, item]) => faultsOfOne(item, type.element, `${at}.${key}`))
        : [`${at}: is no map`];
    case 'ref':
      return faultsOfAll(value, specification.get('typeDefinition', type.reference.$ref).properties, at);
    case 'union': {
      const each = type.types.map((one) => faultsOfOne(value, one, at));
      return each.some((faults) => faults.length === 0) ? [] : (each[0] ?? []);
    }
    default:
      return [];
  }
}
