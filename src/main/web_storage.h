// What dies together when a tab closes the workspace: pages, their storage, the workspace over them. Inside main/web_* only.
#pragma once

#include "db/persister.h"
#include "main/web_workspaces.h"
#include "platform/common/library.h"
#include "platform/web/indexeddb_store.h"

namespace potok {

inline constexpr const char* workspace_name = "main";    // one workspace to a browser profile
inline constexpr const char* kept_under = "workspace";   // device setting: the name of its store where it is another
inline constexpr const char* stored_key = "stored";      // device setting: the store in which a workspace has been kept

// A page of WebAssembly holds the whole workspace in memory; browsers, on telephones above all, give it no more than some
// hundreds of megabytes.
inline constexpr db::PageNo most_pages = 250'000'000 / db::page_size;

struct WebWorkspaces::Storage {
    db::PageStore pages;
    platform::IndexedDbStore blocks;
    db::Persister persister{blocks, pages, platform::saving_options()};
    std::unique_ptr<model::Reactor> reactor = platform::make_reactor();
    std::unique_ptr<model::Workspace> workspace;
    std::optional<sync::Follower> follower;   // another tab is the owner
    std::optional<sync::SharedOwner> owner;   // this one is, and its workspace is open
    struct Done {
        std::uint64_t commit;
        sync::SentCommand sent;
    };
    std::vector<Done> unsaved;  // done here as owner, commits not saved yet

    explicit Storage(const std::string& store) : blocks(store) { pages.set_limit(most_pages); }
};

}  // namespace potok
