#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "clients/cli/command_line.h"
#include "clients/cli/terminal.h"

namespace {

// As getpass(3): nor do its signals leave the terminal silent.
void SetEcho(bool echo) {
  termios settings;
  if (tcgetattr(STDIN_FILENO, &settings) != 0) return;
  const tcflag_t flags = ECHO | ISIG;
  settings.c_lflag = echo ? settings.c_lflag | flags : settings.c_lflag & ~flags;
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings);
}

// COLUMNS goes before the window, for pages and pipes.
int Columns() {
  const char* said = std::getenv("COLUMNS");
  int columns = 0;
  if (said != nullptr && absl::SimpleAtoi(said, &columns) && columns > 0) return columns;
  winsize window = {};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0 ? window.ws_col : 80;
}

// What a signal may write to.
volatile std::sig_atomic_t interrupted = 0;

void TakeInterrupts(bool takes) {
  struct sigaction action = {};
  action.sa_handler = takes ? [](int) { interrupted = 1; } : SIG_DFL;
  sigaction(SIGINT, &action, nullptr);
}

bool WasInterrupted() {
  const bool was = interrupted != 0;
  interrupted = 0;
  return was;
}

}  // namespace

int main(int argc, char** argv) {
  plenary::cli::Terminal terminal{std::cin,
                                  std::cout,
                                  std::cerr,
                                  isatty(STDOUT_FILENO) != 0,
                                  {},
                                  isatty(STDERR_FILENO) != 0,
                                  isatty(STDIN_FILENO) != 0,
                                  SetEcho,
                                  Columns(),
                                  TakeInterrupts,
                                  WasInterrupted};
  for (const char* name :
       {"PLENARY_SERVER", "PLENARY_CONTEXT", "PLENARY_EVENT", "PLENARY_LANGUAGE", "PLENARY_TOKEN",
        "PLENARY_TOKEN_FILE", "PLENARY_TLS_CA", "PLENARY_CLIENT_CERT", "PLENARY_CLIENT_KEY",
        "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG", "XDG_CONFIG_HOME",
        "XDG_STATE_HOME", "HOME"}) {
    if (const char* value = std::getenv(name)) terminal.environment[name] = value;
  }
  return plenary::cli::Run(std::vector<std::string>(argv + 1, argv + argc), terminal);
}
