// `plenary audit verify` and `plenary audit export`: the record, checked without trust in its
// server.
#ifndef PLENARY_CLIENTS_CLI_AUDIT_H_
#define PLENARY_CLIENTS_CLI_AUDIT_H_

#include <string>

#include "clients/cli/session.h"

namespace plenary::cli {

struct AuditFlags {
  std::string folder;   // a folder that was exported; empty: the server
  std::string heads;    // the file that keeps heads between two verifications; empty: the usual one
  std::string anchors;  // a server's anchor file
  std::string key;      // a file with the public keys to trust
  std::string to;       // the folder to export to
};

// Verifies the record and prints what is wrong with it, the first fault of each chain. On a server:
// has it verify itself, then downloads every chain and verifies it here, against the heads that
// were kept the last time; where all is well, signed heads are kept for the next time. Of a folder:
// the same without a server. Returns kRefused where something is wrong.
int VerifyRecord(const Session& session, const AuditFlags& flags);

// Writes every chain, the heads that they lead to, signed, and the public keys to a new folder.
int ExportRecord(const Session& session, const AuditFlags& flags);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENTS_CLI_AUDIT_H_
