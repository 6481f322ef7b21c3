// What countries are called.
#ifndef PLENARY_CLIENTS_CLI_COUNTRIES_H_
#define PLENARY_CLIENTS_CLI_COUNTRIES_H_

#include <string>

namespace plenary::cli {

// "RU" (ISO 3166-1) as it is called in a language: "Russia", "Россия"; the code where nobody knows.
std::string CountryName(const std::string& code, const std::string& language);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_COUNTRIES_H_
