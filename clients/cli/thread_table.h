// A thread as a table that fits on a page.
#ifndef PLENARY_CLIENTS_CLI_THREAD_TABLE_H_
#define PLENARY_CLIENTS_CLI_THREAD_TABLE_H_

#include <string>

#include "clients/cli/texts.h"
#include "plenary/v1/thread.pb.h"

namespace plenary::cli {

// How a thread is drawn.
struct ThreadStyle {
  Words words = Words();
  std::string language = "en";  // of titles; else English, else the first
  int columns = 80;
  bool utf8 = true;
};

// What the node of that name is called; the name where there is none.
std::string NodeTitle(const v1::Thread& thread, const std::string& name, const ThreadStyle& style);

// What leads on stands above what came of it, which is set in: an event, its round, topics with
// positions, items of protocols, commitments, action items, results, figures. What was drawn with
// the same above it is not drawn twice. "[1]" says that the first gap is here.
std::string ThreadTable(const v1::Thread& thread, const ThreadStyle& style);

// The gaps, a line each, numbered. `nodes` are those that they are of.
std::string GapLines(const google::protobuf::RepeatedPtrField<v1::ThreadGap>& gaps,
                     const google::protobuf::RepeatedPtrField<v1::ThreadNode>& nodes,
                     const ThreadStyle& style);

// The figures among the nodes, a line each: with which country, when, how much, how firm.
std::string FigureLines(const v1::Thread& thread, const ThreadStyle& style);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_THREAD_TABLE_H_
