// The tables of negotiations, protocols, control, figures and trips.
#ifndef PLENARY_CLIENTS_CLI_THREAD_COLUMNS_H_
#define PLENARY_CLIENTS_CLI_THREAD_COLUMNS_H_

#include <vector>

#include "clients/cli/columns.h"
#include "google/protobuf/descriptor.h"

namespace plenary::cli {

// The columns of a type of these; null where it is another.
const std::vector<TableColumn>* ThreadColumns(const google::protobuf::Descriptor& type);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_THREAD_COLUMNS_H_
