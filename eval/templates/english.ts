import type { Draw } from '../random';
import { named, type Domain, type Field, type TemplateLanguage, type Value } from './domain';

export const cities =
  'Torrvik Eastmere Halden Ravensby Corbridge Selmouth Lindfors Ostrava Kestrel Vestby Marrow Tarnby';
export const people =
  'Ida Holm|Peter Brandt|Anna Lindqvist|Samuel Okoro|Clara Weiss|Jonas Berg|Maria Castellan|Henry Ashdown|Lena Vogel|Tomas Reyes';
const firms =
  'Norden Works|Harrow and Sons|Delta Construction|Brightwater Engineering|Meridian Builders|Castle Group';
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

export const year =
  (from: number, to: number) =>
  (draw: Draw): Value => [String(draw.whole(from, to))];
export const day = (draw: Draw): Value => {
  const [y, m, d] = [draw.whole(1950, 2018), draw.whole(1, 12), draw.whole(1, 28)];
  const month = months[m - 1] ?? '';
  return [`${d} ${month} ${y}`, `${month} ${d}, ${y}`];
};
export const count =
  (unit: string, from: number, to: number, step: number) =>
  (draw: Draw): Value => {
    const value = draw.whole(from, to) * step;
    return [`${value.toLocaleString('en-US')} ${unit}`, `${value} ${unit}`];
  };
export const millions =
  (unit: string, from: number, to: number) =>
  (draw: Draw): Value => {
    const value = draw.whole(from, to);
    return [`${value} million ${unit}`, `${(value * 1_000_000).toLocaleString('en-US')} ${unit}`];
  };

export const number = (value: Field['value'], ...says: string[]): Field => ({ kind: 'number', value, says });
export const date = (value: Field['value'], ...says: string[]): Field => ({ kind: 'date', value, says });
export const oneOf = (list: string, ...says: string[]): Field => {
  const values = list.split('|');
  return { kind: 'name', value: (draw) => [draw.one(values)], says };
};
export const combined =
  (first: string, last: string, before = '') =>
  (draw: Draw): string =>
    `${before}${draw.one(first.split(' '))} ${draw.one(last.split(' '))}`;

const company: Domain = {
  half: 'dev',
  subject: combined(
    'Alder Birch Cedar Falcon Granite Heron Juniper Kite Larch Maple',
    'Foods Textiles Shipping Press',
  ),
  fields: [
    date(
      year(1930, 2016),
      '{s} was founded in {x}.',
      'The founding of {s} was in {x}.',
      'In {x}, {s} was founded.',
    ),
    oneOf(people, '{s} was founded by {x}.', 'The founder of {s} is {x}.', '{x} founded {s}.'),
    named(cities, [
      '{s} has its head office in {x}.',
      'The head office of {s} is in {x}.',
      '{x} is where {s} has its head office.',
    ]),
    number(
      count('people', 12, 900, 10),
      '{s} employs {x}.',
      'A staff of {x} works at {s}.',
      'At {s} there are {x} employed.',
    ),
    number(
      millions('dollars', 12, 900),
      '{s} had a revenue of {x} last year.',
      'The revenue of {s} last year was {x}.',
      'Last year, {s} reached a revenue of {x}.',
    ),
  ],
  polar: [
    {
      yes: ['{s} is listed on the stock exchange.', 'The stock exchange lists {s}.'],
      no: ['{s} is not listed on the stock exchange.', 'The stock exchange does not list {s}.'],
    },
  ],
};

const bridge: Domain = {
  half: 'test',
  subject: combined(
    'Velmark Orna Tresk Holmgard Skarn Brevik Lanter Korsby',
    'Bridge Tunnel Dam Viaduct',
    'the ',
  ),
  fields: [
    number(
      count('metres', 12, 900, 10),
      '{s} is {x} long.',
      'The length of {s} is {x}.',
      '{s} has a length of {x}.',
    ),
    date(day, '{s} was opened on {x}.', 'On {x}, {s} was opened.', 'The opening of {s} took place on {x}.'),
    oneOf(firms, '{s} was built by {x}.', '{x} built {s}.', 'The builder of {s} was {x}.'),
    number(
      millions('crowns', 3, 400),
      '{s} cost {x} to build.',
      'The building of {s} cost {x}.',
      'To build {s} cost {x}.',
    ),
    named(cities, ['{s} stands near {x}.', '{s} is situated near {x}.', 'Near {x} stands {s}.']),
  ],
  polar: [
    {
      yes: ['{s} is open to cyclists.', 'Cyclists may use {s}.'],
      no: ['{s} is not open to cyclists.', 'Cyclists may not use {s}.'],
    },
  ],
};

const museum: Domain = {
  half: 'test',
  subject: combined(
    'Amber Loom Compass Anchor Lantern Quarry Organ Herring',
    'Museum Gallery Archive',
    'the ',
  ),
  fields: [
    date(day, '{s} was opened on {x}.', 'On {x}, {s} was opened.', 'The opening of {s} took place on {x}.'),
    number(
      count('objects', 10, 900, 100),
      '{s} holds {x}.',
      'The collection of {s} has {x}.',
      'There are {x} in the collection of {s}.',
    ),
    number(
      count('visitors', 50, 900, 1_000),
      '{s} receives {x} a year.',
      'Each year {x} come to {s}.',
      '{s} is seen by {x} a year.',
    ),
    oneOf(people, '{s} is directed by {x}.', '{x} directs {s}.', 'The director of {s} is {x}.'),
    named(cities, ['{s} is in {x}.', '{s} is situated in {x}.', 'The seat of {s} is {x}.']),
  ],
  polar: [
    {
      yes: ['{s} is free of charge.', 'A visit to {s} is free of charge.'],
      no: ['{s} is not free of charge.', 'A visit to {s} is not free of charge.'],
    },
  ],
};

/** Invented subjects in English. */
export const english: TemplateLanguage = {
  language: 'en',
  domains: [company, bridge, museum],
  join: (first, second, subject) => `${first.replace(/\.$/, '')}, and ${second.slice(subject.length).trim()}`,
};
