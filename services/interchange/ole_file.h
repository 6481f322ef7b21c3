// Microsoft's older container (MS-CFB): what a workbook is in under a password, or before 2007.
#ifndef PLENARY_SERVICES_INTERCHANGE_OLE_FILE_H_
#define PLENARY_SERVICES_INTERCHANGE_OLE_FILE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/interchange/byte_source.h"

namespace plenary::interchange {

bool IsOleFile(absl::string_view head);

// TABLE_PROTECTED for an encrypted file, TABLE_UNREADABLE, which says what it is, for others.
absl::Status RefuseOleFile(ByteSource& source);

}  // namespace plenary::interchange

#endif  // PLENARY_SERVICES_INTERCHANGE_OLE_FILE_H_
