//! The guard of Réciproque.
