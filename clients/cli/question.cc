#include "clients/cli/question.h"

#include "absl/strings/ascii.h"

namespace plenary::cli {

bool Agrees(const Session& session, const std::string& question) {
  Terminal& terminal = session.terminal;
  if (!terminal.in_is_tty) {
    terminal.err << question << "\n" << session.words.Say("question.say-yes") << "\n";
    return false;
  }
  terminal.err << question << " " << session.words.Say("question.mark") << " " << std::flush;
  std::string answer;
  std::getline(terminal.in, answer);
  answer = std::string(absl::StripAsciiWhitespace(answer));
  for (const char* yes : {"y", "Y", "yes", "Yes", "YES", "д", "Д", "да", "Да", "ДА"}) {
    if (answer == yes) return true;
  }
  terminal.err << session.words.Say("question.left") << "\n";
  return false;
}

}  // namespace plenary::cli
