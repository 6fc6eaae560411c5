import { cities, combined, count, date, number, oneOf, people, year } from './english';
import { named, type Domain } from './domain';

const of = (unit: string, from: number, to: number) => count(unit, from, to, 1);
const hills = 'Cold Fell|Raven Crag|Mount Alder|Bleak Tor|Stone Pike|Mount Hesper|Gallow Hill|Windy Ridge';

const ship: Domain = {
  half: 'dev',
  subject: combined(
    'Northern Silver Coral Amber Crimson Polar Western',
    'Gull Star Petrel Wave Trader Lantern',
  ),
  fields: [
    date(
      year(1930, 1975),
      '{s} was launched in {x}.',
      '{s} first took to the water in {x}.',
      'In {x}, {s} slid down the slipway.',
    ),
    date(
      year(1976, 2016),
      '{s} was scrapped in {x}.',
      'In {x}, {s} was broken up.',
      'Shipbreakers took {s} apart in {x}.',
    ),
    number(
      of('metres', 60, 190),
      '{s} measures {x} from bow to stern.',
      'The hull of {s} has a length of {x}.',
      '{s} is {x} long overall.',
    ),
    number(
      of('metres', 12, 40),
      '{s} has a beam of {x}.',
      'Across her deck {s} is {x} wide.',
      'The breadth of {s} is {x}.',
    ),
    number(
      of('sailors', 14, 90),
      '{s} sails with a crew of {x}.',
      'It takes {x} to man {s}.',
      'Aboard {s} serve {x}.',
    ),
    named(cities, [
      '{s} was laid down at {x}.',
      'A yard in {x} turned out {s}.',
      '{s} was put together by shipwrights of {x}.',
    ]),
    named(cities, [
      '{s} is registered in {x}.',
      'The home port of {s} is {x}.',
      'Between voyages {s} lies at {x}.',
    ]),
  ],
  polar: [
    {
      yes: ['{s} carries passengers.', 'Passengers travel on {s}.'],
      no: ['{s} does not carry passengers.', 'Passengers do not travel on {s}.'],
    },
  ],
};

const river: Domain = {
  half: 'dev',
  subject: combined('Ashen Bram Colder Dunlin Ebber Glass Hart Iron', 'Water Beck Burn Brook'),
  fields: [
    number(
      of('kilometres', 20, 300),
      '{s} runs for {x}.',
      'From its spring to the sea {s} covers {x}.',
      '{s} is {x} long.',
    ),
    number(
      of('metres', 2, 30),
      '{s} is up to {x} deep.',
      'The greatest depth of {s} is {x}.',
      'At its deepest {s} goes down {x}.',
    ),
    number(
      of('metres', 15, 200),
      '{s} reaches a width of {x}.',
      'From bank to bank {s} spans {x}.',
      '{s} broadens to {x}.',
    ),
    oneOf(hills, '{s} rises on {x}.', 'The springs of {s} lie on {x}.', '{x} is where {s} begins.'),
    named(cities, [
      '{s} empties into the sea at {x}.',
      'The mouth of {s} is at {x}.',
      '{x} is where {s} ends.',
    ]),
    date(
      year(1930, 2016),
      '{s} last burst its banks in {x}.',
      'The latest flood of {s} came in {x}.',
      'In {x}, {s} overflowed for the last time.',
    ),
    date(
      year(1930, 2016),
      '{s} was dammed in {x}.',
      'A dam has held back {s} since {x}.',
      'In {x}, engineers closed the dam across {s}.',
    ),
  ],
  polar: [
    {
      yes: ['{s} is navigable.', 'Boats can use {s}.'],
      no: ['{s} is not navigable.', 'Boats cannot use {s}.'],
    },
  ],
};

const school: Domain = {
  half: 'dev',
  subject: combined(
    'Oakfield Thornton Wexley Barrow Larkhill Penrose Marley',
    'Grammar Academy College Lyceum',
  ),
  fields: [
    date(
      year(1890, 1960),
      '{s} opened its doors in {x}.',
      '{s} dates back to {x}.',
      'Lessons were first taught at {s} in {x}.',
    ),
    date(
      year(1961, 2016),
      '{s} moved to its present building in {x}.',
      'Since {x}, {s} has been housed where it stands today.',
      'The present premises of {s} date from {x}.',
    ),
    number(
      of('pupils', 120, 1_900),
      '{s} has {x} on its roll.',
      'Some days {x} fill the classrooms of {s}.',
      'Enrolment at {s} stands at {x}.',
    ),
    number(
      of('teachers', 12, 140),
      '{s} is taught by {x}.',
      'The faculty of {s} consists of {x}.',
      'On the payroll of {s} are {x}.',
    ),
    oneOf(people, '{s} is headed by {x}.', 'The principal of {s} is {x}.', '{x} is in charge of {s}.'),
    oneOf(
      people,
      '{s} was endowed by {x}.',
      'The money for {s} came from {x}.',
      '{x} paid for the building of {s}.',
    ),
    named(cities, ['{s} stands in {x}.', 'The classrooms of {s} are in {x}.', '{s} is a school of {x}.']),
  ],
  polar: [
    {
      yes: ['{s} takes boarders.', 'Boarders live at {s}.'],
      no: ['{s} does not take boarders.', 'Boarders do not live at {s}.'],
    },
  ],
};

const festival: Domain = {
  half: 'dev',
  subject: combined(
    'Harvest Lantern Midsummer Riverside Starlight Orchard Harbour',
    'Gathering Fair Nights Weekend',
  ),
  fields: [
    date(
      year(1930, 2016),
      '{s} was first held in {x}.',
      '{s} goes back to {x}.',
      'The first edition of {s} took place in {x}.',
    ),
    number(
      of('guests', 1_200, 90_000),
      '{s} draws {x}.',
      'Every year {x} come to {s}.',
      'The audience of {s} numbers {x}.',
    ),
    number(of('days', 2, 14), '{s} lasts {x}.', '{s} goes on for {x}.', 'The programme of {s} fills {x}.'),
    named(cities, ['{s} is held in {x}.', '{s} takes place in {x}.', 'The venue of {s} is {x}.']),
    oneOf(
      people,
      '{s} is curated by {x}.',
      'The programme of {s} is chosen by {x}.',
      '{x} is the artistic head of {s}.',
    ),
    oneOf(people, '{s} was the idea of {x}.', '{x} called {s} into being.', 'It was {x} who started {s}.'),
  ],
  polar: [
    {
      yes: ['{s} charges admission.', 'Admission is charged at {s}.'],
      no: ['{s} does not charge admission.', 'Admission is not charged at {s}.'],
    },
  ],
};

const program: Domain = {
  half: 'dev',
  subject: combined('Quill Ledger Beacon Sprocket Tally Vellum Cobalt', 'Editor Planner Player Studio'),
  fields: [
    date(
      year(1980, 2000),
      '{s} was first released in {x}.',
      'Version one of {s} came out in {x}.',
      '{s} has been on the market since {x}.',
    ),
    date(
      year(2001, 2016),
      '{s} was rewritten from scratch in {x}.',
      'A complete rewrite of {s} appeared in {x}.',
      'In {x}, the code of {s} was replaced entirely.',
    ),
    oneOf(people, '{s} was written by {x}.', 'The original author of {s} is {x}.', '{x} programmed {s}.'),
    oneOf(
      people,
      '{s} is maintained by {x}.',
      'Patches for {s} are handled by {x}.',
      '{x} looks after {s} today.',
    ),
    number(
      of('users', 1_200, 90_000),
      '{s} has {x}.',
      'The user base of {s} is put at {x}.',
      '{s} is run by {x}.',
    ),
    number(
      of('euros', 12, 400),
      'A licence for {s} costs {x}.',
      '{s} is priced at {x}.',
      'Buyers pay {x} for {s}.',
    ),
  ],
  polar: [
    {
      yes: ['{s} runs on phones.', 'Phones can run {s}.'],
      no: ['{s} does not run on phones.', 'Phones cannot run {s}.'],
    },
  ],
};

const disease: Domain = {
  half: 'dev',
  subject: combined('Marsh Copper Velvet Harbour Quarry Miller Saffron', 'Fever Palsy Ague Pox'),
  fields: [
    date(
      year(1880, 1950),
      '{s} was first described in {x}.',
      'Doctors have known {s} since {x}.',
      'The earliest report of {s} dates from {x}.',
    ),
    date(
      year(1951, 2016),
      'A vaccine against {s} was approved in {x}.',
      'People have been immunised against {s} since {x}.',
      'In {x}, the first jab against {s} was licensed.',
    ),
    oneOf(
      people,
      '{s} was identified by {x}.',
      'The cause of {s} was tracked down by {x}.',
      '{x} isolated the germ of {s}.',
    ),
    number(
      of('days', 2, 12),
      '{s} takes {x} to break out.',
      'The incubation of {s} lasts {x}.',
      'Signs of {s} show {x} after infection.',
    ),
    number(
      of('days', 13, 60),
      'Patients recover from {s} within {x}.',
      '{s} is over after {x}.',
      'An attack of {s} keeps people in bed for {x}.',
    ),
    number(
      of('cases', 120, 9_000),
      'Last year {x} of {s} were registered.',
      'Health offices counted {x} of {s} last year.',
      '{s} came to {x} last year.',
    ),
  ],
  polar: [
    {
      yes: ['{s} is contagious.', '{s} passes from person to person.'],
      no: ['{s} is not contagious.', '{s} does not pass from person to person.'],
    },
  ],
};

/** Kinds of subjects whose words the rules were not written for; `dev` alone. */
export const moreEnglish: readonly Domain[] = [ship, river, school, festival, program, disease];
