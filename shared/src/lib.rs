//! The domain of Réciproque.
