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

std::string AskSecret(const Session& session, const std::string& question) {
  Terminal& terminal = session.terminal;
  const bool hides = terminal.in_is_tty && terminal.set_echo;
  if (terminal.in_is_tty) terminal.err << question << ": " << std::flush;
  if (hides) terminal.set_echo(false);
  std::string secret;
  std::getline(terminal.in, secret);
  if (hides) terminal.set_echo(true);
  if (terminal.in_is_tty) terminal.err << "\n";
  // Of a file from elsewhere.
  if (!secret.empty() && secret.back() == '\r') secret.pop_back();
  return secret;
}

}  // namespace plenary::cli
