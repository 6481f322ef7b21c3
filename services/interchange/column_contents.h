// What the cells below a heading show.
#ifndef PLENARY_SERVICES_INTERCHANGE_COLUMN_CONTENTS_H_
#define PLENARY_SERVICES_INTERCHANGE_COLUMN_CONTENTS_H_

#include <string>
#include <vector>

namespace plenary::interchange {

// The cells of a column that hold something.
using Samples = std::vector<std::string>;

// Each: whether nearly all of the cells, and at least one, are that.
bool AreEmails(const Samples& samples);
bool ArePhones(const Samples& samples);
// Days so long ago that grown-ups were born on them.
bool AreBirthDates(const Samples& samples);
bool AreRowNumbers(const Samples& samples);
// Two words or more that make a name beyond doubt.
bool AreFullNames(const Samples& samples);
// Several words in a cell.
bool HaveSeveralWords(const Samples& samples);
// A title and an organization in one cell, where it shows.
bool AreTitlesWithOrganizations(const Samples& samples);

// "ru", "be", "en" or "zh" for the letters that most cells are written in, empty where there is no
// most. Only their scripts are told for certain: "en" stands for anything in Latin letters.
std::string LanguageOfLetters(const Samples& samples);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_COLUMN_CONTENTS_H_
