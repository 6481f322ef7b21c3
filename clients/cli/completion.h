// What a shell offers when somebody presses Tab.
//
// The scripts know nothing of the program: they ask it, by `plenary __complete -- WORDS…`, what the
// last of the words can become. Each line of the answer is such a word, a tab and what it means; a
// line ":files" says that files fit as well.
#ifndef PLENARY_CLIENTS_CLI_COMPLETION_H_
#define PLENARY_CLIENTS_CLI_COMPLETION_H_

#include <map>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "absl/strings/string_view.h"

namespace plenary::cli {

struct Candidate {
  std::string word;
  std::string meaning;
};

// Where in a command line the last word stands.
struct Place {
  const CLI::App* command = nullptr;    // the command that the words before it name
  const CLI::Option* wanted = nullptr;  // whose value it is, where it is one
  std::string typed;                    // what is there of it
  std::string before;                   // what stands before the value in the same word: "--state="
  bool may_be_command = false;          // no argument came yet
  // The values of flags before it: {"--event", "tibo-2023"}.
  std::map<std::string, std::string> given;
};

// `words` stand after the program's name; the last may be empty.
Place FindPlace(const CLI::App& program, const std::vector<std::string>& words);

// What the program itself can say: commands, flags, values of a closed set.
std::vector<Candidate> Candidates(const Place& place);

// The kinds of things whose names fit: "EVENT", "DELEGATION", "CONTEXT", "FILE".
std::vector<std::string> WantedKinds(const Place& place);

// The lines for the shell: of `candidates` those that begin with what was typed.
std::string CompletionLines(const Place& place, const std::vector<Candidate>& candidates);

// The script that makes "bash", "zsh" or "fish" ask.
absl::string_view CompletionScript(absl::string_view shell);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_COMPLETION_H_
