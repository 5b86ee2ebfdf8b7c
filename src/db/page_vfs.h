// Inside of db/: the SQLite VFS over PageStore. Not for other floors.
#pragma once

#include <string>

namespace potok::db {

class PageStore;

// The store can be opened by the returned name until it is forgotten.
std::string register_page_store(PageStore& store);
void forget_page_store(PageStore& store);

// The VFS for plain files.
const char* file_vfs_name();

}  // namespace potok::db
