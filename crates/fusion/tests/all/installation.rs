//! A fresh installation: for the tests beside the sources, and for those from outside.

use std::sync::Arc;

use access::{Access, AccessSettings};
use kernel::Chance;
use testing::World;

use super::Context;

/// What a run needs, over a database and a folder of their own.
pub(crate) async fn installation() -> (World, Context) {
    let lists = [register::MIGRATIONS, blocks::MIGRATIONS, access::MIGRATIONS];
    let world = World::migrated(&lists).await;
    let context = context(&world);
    (world, context)
}

/// What a run needs, over a world whose tables are there.
pub(crate) fn context(world: &World) -> Context {
    let access = Access::open(
        world.database.clone(),
        world.folder.path(),
        world.clock.clone(),
        world.ids.clone(),
        Chance::seeded(9),
        AccessSettings::default(),
    )
    .unwrap();
    Context {
        database: world.database.clone(),
        access: Arc::new(access),
        ids: world.ids.clone(),
        clock: world.clock.clone(),
        data: world.folder.path().to_owned(),
    }
}
