// One workspace, several tabs: the owner writes and keeps it, the others follow.
//
// A follower holds a copy of the pages, loaded from the storage and brought up to date by the pages of every commit of the
// owner. What is done in it is carried out at once on that copy, as a prediction, and sent to the owner as a command with
// an id of its own. When the owner's pages come, the prediction is taken back, the pages are laid over, and what the owner
// has not carried out yet is done again on top: what a follower shows is always the owner's state and its own work.
//
// Messages (JSON heads; bodies are pages):
//   open     {commit}                    here is an owner, at this commit: say hello, but for who stands there already
//   hello    {version, tab}              a follower wants to follow
//   welcome  {version, tab, commit}      it may, from this commit on, which the storage holds
//   batch    {commit, page_count, pages[]} + images
//   do       {tab, sent}                 a command for the owner (sent_command.h)
//   done     {tab, id, error?}           the owner carried it out, or refused and why
//   saved    {commit}                    the storage holds it
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/persister.h"
#include "db/replay.h"
#include "sync/sent_command.h"
#include "sync/tab_link.h"

namespace potok::sync {

// The owner's side. Serves whoever says hello in the same version.
class SharedOwner {
public:
    // `now`: the owner's clock; a command may not come from further in the future than a minute.
    SharedOwner(TabLink& link, db::Persister& persister, model::Workspace& workspace, std::string version, std::function<Instant()> now);
    ~SharedOwner();
    SharedOwner(const SharedOwner&) = delete;
    SharedOwner& operator=(const SharedOwner&) = delete;

    bool followed() const { return followed_; }
    // The persister's state has changed.
    void saving_changed();

private:
    void hear(const Message& message);
    void carry_out_for(const std::string& tab, const Json& json);
    void send(const Json& head, db::Bytes body = {});

    TabLink& link_;
    db::Persister& persister_;
    model::Workspace& workspace_;
    std::string version_;
    std::function<Instant()> now_;
    std::shared_ptr<char> alive_ = std::make_shared<char>();
    bool followed_ = false;
    std::uint64_t told_saved_ = 0;
};

class Follower {
public:
    struct Parts {
        TabLink& link;
        db::BlockStore& blocks;  // to load from; nothing is written
        db::PageStore& pages;
        Random& random;          // ids of commands
        std::string version;
        std::string tab;         // a name that no other tab has
    };
    enum class State {
        asking,   // nobody has answered the hello yet
        loading,
        ready,    // the pages are those of the owner, up to the last message
        lost,     // see problem(): what is stored could not be read, or is another workspace by now (workspace.another)
    };

    explicit Follower(Parts parts);
    ~Follower();
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;

    // Called when the state has changed, a command was refused by the owner, or something was saved.
    void set_listener(std::function<void()> listener) { listener_ = std::move(listener); }
    void hello();
    State state() const { return state_; }
    const std::optional<Error>& problem() const { return problem_; }

    // The workspace over the pages, once they are there. Its connection must be open as Sharing::followed.
    void attach(model::Workspace& workspace);
    // Predicted and sent. errors: sync.owner_only (it changes the shape of the workspace); what apply gives
    Result<model::Outcome> apply(const model::Command& command, model::RowId actor, Instant now);

    // Commands that the owner has not answered yet.
    const std::vector<SentCommand>& pending() const { return pending_; }
    // From an earlier life of this tab: done and sent once the workspace is attached.
    void adopt(std::vector<SentCommand> pending) { pending_ = std::move(pending); }
    // The last of the owner's commits that is here is in the storage, and nothing is pending.
    bool all_saved() const { return pending_.empty() && saved_ >= base_commit_; }
    std::optional<Error> take_refusal();
    // This tab becomes the owner: the pages have just been replaced by what the storage holds. Gives what is still to be
    // done, and tells the workspace; hears nothing from then on.
    std::vector<SentCommand> become_owner();

private:
    void hear(const Message& message);
    void load();
    void loaded(const Status& status);
    void take(db::CommitBatch batch);
    void renew(const std::function<void()>& put_pages);
    void do_again();
    void know();
    void answered(const Json& head);
    void enter(State state);
    void changed();

    Parts parts_;
    std::function<void()> listener_;
    std::shared_ptr<char> alive_ = std::make_shared<char>();
    State state_ = State::asking;
    std::optional<Error> problem_;
    model::Workspace* workspace_ = nullptr;
    int heard_ = 0;                            // the workspace's listener
    std::unique_ptr<db::PageStore> loading_;
    std::unique_ptr<db::Replay> replay_;
    std::vector<db::CommitBatch> early_;       // came while loading
    std::unique_ptr<db::PageStore> base_;      // the owner's state under a prediction; null when there is none
    std::uint64_t base_commit_ = 0;
    std::uint64_t saved_ = 0;
    model::Workspace::Mark known_;             // where the owner's history stood
    bool ask_again_ = false;                   // a new owner came while this was loading
    std::vector<SentCommand> pending_;
    std::vector<model::Change> predicted_;     // told to listeners, not of the owner's state
    std::optional<Error> refusal_;
};

}  // namespace potok::sync
