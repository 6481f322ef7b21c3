// Where a command line reads and writes.
#ifndef PLENARY_CLIENTS_CLI_TERMINAL_H_
#define PLENARY_CLIENTS_CLI_TERMINAL_H_

#include <functional>
#include <istream>
#include <map>
#include <ostream>
#include <string>

namespace plenary::cli {

struct Terminal {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  // Whether a person looks at `out`; only then may it carry colour.
  bool out_is_tty = false;
  // The environment variables that the program looks at (see main.cc).
  std::map<std::string, std::string> environment;
  // Whether a person looks at `err`; only there are bars drawn.
  bool err_is_tty = false;
  // Whether a person can answer questions on `in`.
  bool in_is_tty = false;
  // Turns the echo of what is typed on `in` off and on again.
  std::function<void(bool echo)> set_echo = {};
  // How many columns `out` has, for what is drawn.
  int columns = 80;
  // Takes Ctrl-C, which then ends nothing, and gives it back.
  std::function<void(bool takes)> take_interrupts = {};
  // Whether it was pressed since this was last asked.
  std::function<bool()> was_interrupted = {};
};

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_TERMINAL_H_
